// vis-network brings style elements for parts that this page does not use. The page's policy would
// refuse each with an error, so while the library loads, such elements are made inert.
document.createElement = (name) =>
  Document.prototype.createElement.call(document, name === "style" ? "template" : name);
