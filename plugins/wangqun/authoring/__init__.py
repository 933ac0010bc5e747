"""What helps editors begin: scaffolds, schemas, the two dialects side by side, folders of old sites brought over."""
