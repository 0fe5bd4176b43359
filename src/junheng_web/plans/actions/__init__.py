"""What is done with plans: asked for, worked out, adopted, their tasks carried out."""
