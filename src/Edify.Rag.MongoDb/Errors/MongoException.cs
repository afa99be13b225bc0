namespace Edify.Rag.MongoDb.Errors;

/// <summary>MongoDB could not do what it was asked for. Messages name servers and commands, never secrets or values of documents.</summary>
internal abstract class MongoException(string message, Exception? inner = null) : RagException(message, inner);

/// <summary>A server can't be reached, the connection broke, or what came over it makes no sense. The connection is of no use any more.</summary>
internal sealed class MongoConnectionException(string message, Exception? inner = null) : MongoException(message, inner)
{
    public override bool IsTransient => true;

    /// <summary>Whether the server was too slow; it may be well otherwise.</summary>
    public bool IsTimeout { get; init; }
}

/// <summary>Something did not happen in time: the choice of a server, or a connection of the pool becoming free.</summary>
internal sealed class MongoTimeoutException(string message, Exception? inner = null) : MongoException(message, inner)
{
    public override bool IsTransient => true;
}

/// <summary>A server can't be talked to as it is: TLS fails, or it is too old.</summary>
internal sealed class MongoIncompatibleException(string message, Exception? inner = null) : MongoException(message, inner);

/// <summary>A command exceeds what the server takes; it was not sent.</summary>
internal sealed class MongoRequestException(string message) : MongoException(message);

/// <summary>The server refuses user and password, or could not prove that it knows them.</summary>
internal sealed class MongoAuthenticationException(string message, Exception? inner = null) : MongoException(message, inner);
