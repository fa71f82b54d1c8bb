"""The parts of the page Préparer le débrief."""
