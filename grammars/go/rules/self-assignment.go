package geometry

func reset(p *Point, left int) {
	p.Left = p.Left
// <- finds
	left = left
// <- finds
	p.Left = left          // ok
	p.Left, left = left, p.Left // ok: exchanged
}
