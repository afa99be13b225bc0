namespace Edify.Rag.Tests.Shared;

/// <summary>
/// What goes wrong with one request, or with one connection where the proxy knows no requests. Bytes are those of the answer's
/// body (of all that the server sends where there are no requests); a fault after 0 bytes strikes behind the answer's head.
/// </summary>
internal abstract record Fault
{
    private Fault()
    {
    }

    // What is worked out here leads back to the fault itself, and printing it would never end.
    protected virtual bool PrintMembers(System.Text.StringBuilder builder) => false;

    /// <summary>After how many bytes the fault strikes; <see langword="null"/> when it is none of those.</summary>
    public virtual long? StrikesAfter => null;

    /// <summary>What goes wrong with what the server sends.</summary>
    public virtual Fault? OnAnswers() => this;

    /// <summary>What goes wrong with what the client sends.</summary>
    public virtual Fault? OnRequests() => null;

    /// <summary>The connection ends in order, as if the answer were complete.</summary>
    public sealed record Cut(long AfterBytes) : Fault
    {
        public override long? StrikesAfter => AfterBytes;
    }

    /// <summary>The connection is reset (RST); a client that reads slowly may lose some of the bytes before it.</summary>
    public sealed record Reset(long AfterBytes) : Fault
    {
        public override long? StrikesAfter => AfterBytes;
    }

    /// <summary>Nothing more comes for a time, or at all, on a connection that stays open.</summary>
    public sealed record Stall(long AfterBytes, TimeSpan? Time = null) : Fault
    {
        public override long? StrikesAfter => AfterBytes;
    }

    /// <summary>The server dies: every connection is reset, and new ones are refused for a time, or until <see cref="FaultProxy.Up"/>.</summary>
    public sealed record Die(long AfterBytes, TimeSpan? Away = null) : Fault
    {
        public override long? StrikesAfter => AfterBytes;
    }

    /// <summary>So many bytes come inverted, and all else as it was sent.</summary>
    public sealed record Corrupt(long AfterBytes, int Bytes = 1) : Fault
    {
        public override long? StrikesAfter => AfterBytes;
    }

    /// <summary>The answer comes in small pieces with a pause after each; in one piece and late where a piece may be large.</summary>
    public sealed record Drip(int Bytes, TimeSpan Interval) : Fault;

    /// <summary>An answer that the server knows nothing of, such as 429 or 503; needs requests.</summary>
    public sealed record Answer(int Status, TimeSpan? RetryAfter = null, string Body = "") : Fault;

    /// <summary>The server does what it is asked to, but the connection is reset before the client hears of it; needs requests.</summary>
    public sealed record LoseAnswer : Fault;

    /// <summary>The connection is reset when the server has so many bytes of the request's body.</summary>
    public sealed record BreakUpload(long AfterBytes) : Fault
    {
        public override Fault? OnAnswers() => null;

        public override Fault? OnRequests() => new Reset(AfterBytes);
    }

    /// <summary>Strikes what the client sends (the bodies of requests, where there are requests), and leaves what it is sent alone.</summary>
    public sealed record Sent(Fault What) : Fault
    {
        public override Fault? OnAnswers() => null;

        public override Fault? OnRequests() => What;
    }
}
