"""Questions and answers on places of the form: threads under the rows, their list, sending a case back."""
