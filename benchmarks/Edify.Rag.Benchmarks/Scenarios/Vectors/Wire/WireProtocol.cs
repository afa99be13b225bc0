namespace Edify.Rag.Benchmarks.Scenarios.Vectors.Wire;

/// <summary>What must be known of a protocol to say again what was said in it.</summary>
/// <param name="Baseline">What a call without a client is called.</param>
/// <param name="AnswerLength">The length of the answer that begins so; <see langword="null"/> until that can be told.</param>
/// <param name="IsHeartbeat">Whether what was said belongs to no call.</param>
internal sealed record WireProtocol(string Baseline, Func<ReadOnlyMemory<byte>, int?> AnswerLength, Func<ReadOnlyMemory<byte>, bool> IsHeartbeat)
{
    public static WireProtocol Http { get; } = new("the same bytes on bare sockets", AnswerLengths.Http, static _ => false);

    // Servers are asked how they are, each on a connection of its own.
    public static WireProtocol Mongo { get; } = new(
        "the same messages on bare sockets",
        AnswerLengths.Mongo,
        static said => said.Span.IndexOf("\u0010hello\0"u8) >= 0 || said.Span.IndexOf("\u0010isMaster\0"u8) >= 0);
}
