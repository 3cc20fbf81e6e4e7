"""What every case log keeps, whatever it is made of."""
