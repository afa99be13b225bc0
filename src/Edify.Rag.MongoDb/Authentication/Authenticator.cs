using System.Collections.Concurrent;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>Logs a user in, on every connection anew; the keys of its password are computed once.</summary>
internal sealed class Authenticator(MongoCredential credential)
{
    private readonly ConcurrentDictionary<string, ScramCredential> _known = new(StringComparer.Ordinal);

    public MongoCredential Credential { get; } = credential;

    public AuthenticationAttempt Begin() => new(this);

    /// <summary>The password as a mechanism takes it.</summary>
    public ScramCredential For(string mechanism) => _known.GetOrAdd(mechanism, name => new ScramCredential(Credential, name));
}
