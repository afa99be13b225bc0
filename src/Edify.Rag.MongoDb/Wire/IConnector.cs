using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Wire;

/// <summary>Makes connections that are ready for commands.</summary>
internal interface IConnector
{
    /// <summary>Connects, encrypts, greets, and authenticates unless told otherwise.</summary>
    /// <param name="address">The server.</param>
    /// <param name="authenticates">Whether the user logs in; monitors need not.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Errors.MongoException">It did not work.</exception>
    Task<MongoConnection> ConnectAsync(MongoAddress address, bool authenticates, CancellationToken cancellationToken);
}
