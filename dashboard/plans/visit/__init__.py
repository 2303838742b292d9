"""Recording a visit: a form for a phone, whose entries wait there until the server has them."""
