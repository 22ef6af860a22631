"""The ground floor: people, words, places, and what every page shares."""
