"""What desk.py does before and around imr_desk; standard library only, never imported by the program itself."""
