using System.Security.Cryptography;
using System.Text;
using Edify.Rag.MongoDb.Settings;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>A user's password as MongoDB's mechanisms take it, and the keys that were computed of it last.</summary>
/// <remarks>Every connection of a pool authenticates; the keys are the slow part and the same each time. Safe for several threads.</remarks>
internal sealed class ScramCredential
{
    private readonly Lock _lock = new();
    private readonly Lazy<byte[]> _password;
    private (byte[] Salt, int Iterations, ScramKeys Keys)? _last;

    public ScramCredential(MongoCredential credential, string mechanism)
    {
        User = credential.User;
        Hash = mechanism == MongoCredential.Sha1 ? ScramHash.Sha1 : ScramHash.Sha256;
        Mechanism = mechanism;
        // Prepared only when it is needed: a user of the older mechanism may have a password that the newer one refuses.
        _password = new(() => mechanism == MongoCredential.Sha1 ? LegacyDigest(credential) : Encoding.UTF8.GetBytes(SaslPrep.Prepare(credential.Password)));
    }

    public string Mechanism { get; }

    /// <summary>The user, as it is: MongoDB prepares passwords only.</summary>
    public string User { get; }

    public ScramHash Hash { get; }

    public ScramClient Begin() => new(Hash, User, ScramClient.NewNonce(), Keys);

    private ScramKeys Keys(byte[] salt, int iterations)
    {
        lock (_lock)
        {
            if (_last is { } last && last.Iterations == iterations && last.Salt.AsSpan().SequenceEqual(salt)) return last.Keys;
        }

        var keys = Hash.KeysOf(_password.Value, salt, iterations);
        lock (_lock) _last = (salt, iterations, keys);
        return keys;
    }

    // What MongoDB stored before SCRAM, and builds SCRAM-SHA-1 on.
#pragma warning disable CA5351
    private static byte[] LegacyDigest(MongoCredential credential) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes($"{credential.User}:mongo:{credential.Password}"))));
#pragma warning restore CA5351
}
