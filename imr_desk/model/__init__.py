"""The ground floor: values and rules of letters, reviews and cases. No Qt, no disk, no clock."""
