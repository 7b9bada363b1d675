"""Programs that write the generated documents."""
