"""The addresses /claims*: what a document says, sentence by sentence, and whether it holds up."""
