namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>What goes wrong with a command.</summary>
internal abstract record DoubleFault
{
    /// <summary>The connection is closed before the command is run.</summary>
    public sealed record CloseBefore : DoubleFault;

    /// <summary>The command is run, and the connection closed instead of a reply.</summary>
    public sealed record CloseAfter : DoubleFault;

    /// <summary>Nothing comes any more.</summary>
    public sealed record Silence : DoubleFault;

    /// <summary>The command is run, and the reply's bytes are changed.</summary>
    public sealed record Corrupt(Func<byte[], byte[]> Change) : DoubleFault;

    /// <summary>The command is not run, and fails with a code.</summary>
    public sealed record Fail(int Code, string Name, params string[] Labels) : DoubleFault;

    /// <summary>The command is run, and its reply says that other members did not follow.</summary>
    public sealed record NotFollowed(int Code, params string[] Labels) : DoubleFault;
}
