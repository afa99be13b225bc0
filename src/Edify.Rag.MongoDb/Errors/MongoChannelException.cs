namespace Edify.Rag.MongoDb.Errors;

/// <summary>A channel of the host's own failed, in a way of its own.</summary>
internal sealed class MongoChannelException(string command, Exception inner)
    : MongoException($"The command channel that was given failed at '{command}' ({inner.GetType().Name}); what it says is with this error.", inner)
{
    // What it means is known to who made the channel; only what any .NET program takes for passing is taken for it here.
    public override bool IsTransient => InnerException is TimeoutException or IOException or System.Net.Sockets.SocketException;
}
