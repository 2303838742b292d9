"""What pages share: the frame, the map, controls, addresses, and sentences that several say."""
