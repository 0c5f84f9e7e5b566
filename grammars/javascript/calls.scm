; inherits: ecmascript,jsx
