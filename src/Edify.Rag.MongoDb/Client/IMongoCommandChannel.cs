namespace Edify.Rag;

/// <summary>Runs commands on a MongoDB. The package has one of its own; another may stand in for it, such as the official driver.</summary>
/// <remarks>
/// Safe for concurrent use. Whoever implements it chooses servers, repeats what may be repeated, and keeps a cursor's later
/// commands (<c>getMore</c>, <c>killCursors</c>) on the server that opened it.
/// </remarks>
public interface IMongoCommandChannel
{
    /// <summary>Runs a command.</summary>
    /// <param name="database">The database that it concerns.</param>
    /// <param name="command">One BSON document whose first element names the command; it holds neither <c>$db</c> nor <c>lsid</c>.</param>
    /// <param name="cancellationToken">Gives up; the command may have run all the same.</param>
    /// <returns>The reply, one BSON document, which says <c>ok: 1</c>; it may hold <c>writeErrors</c>.</returns>
    /// <exception cref="RagException">The command failed, or no server could be reached.</exception>
    Task<ReadOnlyMemory<byte>> RunAsync(string database, ReadOnlyMemory<byte> command, CancellationToken cancellationToken);
}
