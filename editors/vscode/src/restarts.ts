/** How often a server that ends by itself is started again before that is a failure. */
export class RestartLimit {
    private times: number[] = [];

    /** At most `count` restarts within `windowMs`. */
    constructor(
        private readonly count: number,
        private readonly windowMs: number,
    ) {}

    /** Whether one more is allowed at `now` (milliseconds); counts it when it is. */
    allow(now: number): boolean {
        this.times = this.times.filter((time) => now - time < this.windowMs);
        if (this.times.length >= this.count) {
            return false;
        }
        this.times.push(now);
        return true;
    }
}
