package geometry

func overlaps(a, b Range, x float64) bool {
	if a.Start < b.End && b.Start < b.Start {
//                     ^^^^^^^^^^^^^^^^^ finds
		return true
	}
	if x != x { // ok: the check for NaN
		return false
	}
	return a.Low == b.Low // ok
}
