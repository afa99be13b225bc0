namespace Edify.Rag.Hosting.Access;

/// <summary>The time by which terms begin and end.</summary>
/// <param name="Clock">What the clock says.</param>
/// <param name="Latest">The latest that it ever said.</param>
internal readonly record struct Moment(DateTimeOffset Clock, DateTimeOffset Latest);

/// <summary>A clock that remembers the latest time it saw, so that one which is set back brings no right back that has ended.</summary>
internal sealed class AccessClock(TimeProvider time)
{
    private long _latest;

    public Moment Now()
    {
        var now = time.GetUtcNow();
        var latest = Volatile.Read(ref _latest);
        while (latest < now.UtcTicks)
        {
            var seen = Interlocked.CompareExchange(ref _latest, now.UtcTicks, latest);
            latest = seen == latest ? now.UtcTicks : seen;
        }

        return new(now, new(latest, TimeSpan.Zero));
    }
}

/// <summary>From when until when something counts.</summary>
/// <param name="From">The beginning, included; <see langword="null"/> when it always did.</param>
/// <param name="Until">The end, not included; <see langword="null"/> when it has none.</param>
internal readonly record struct Term(DateTimeOffset? From, DateTimeOffset? Until)
{
    public bool IsPossible => From is not { } from || Until is not { } until || from < until;

    // By the clock it has begun, and by no time that was ever seen it has ended.
    public bool Holds(Moment now) => (From is not { } from || from <= now.Clock) && (Until is not { } until || now.Latest < until);

    /// <summary>When that changes next; <see langword="null"/> when it does not.</summary>
    public DateTimeOffset? NextChange(Moment now) =>
        From is { } from && from > now.Clock ? from : Until is { } until && until > now.Latest ? until : null;
}
