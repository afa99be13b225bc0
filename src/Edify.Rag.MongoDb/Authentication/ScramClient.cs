using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.MongoDb.Authentication;

/// <summary>The client's side of one SCRAM conversation, step by step.</summary>
/// <param name="hash">The hash that the mechanism is named after.</param>
/// <param name="user">The user, prepared as the server expects.</param>
/// <param name="nonce">What nobody could foresee; printable and without commas.</param>
/// <param name="keys">Gives the keys for a salt and a number of iterations.</param>
internal sealed class ScramClient(ScramHash hash, string user, string nonce, Func<byte[], int, ScramKeys> keys)
{
    /// <summary>Fewer iterations than RFC 7677 asks for would let a false server guess the password.</summary>
    public const int LeastIterations = 4096;

    // More would only keep the client busy: a server that asks for it is no server of ours.
    private const int MostIterations = 10_000_000;

    // No channel binding: "n,,".
    private const string Gs2Header = "n,,";
    private const string Binding = "c=biws";

    private readonly string _firstBare = $"n={ScramAttributes.Escape(user)},r={nonce}";
    private byte[]? _serverSignature;

    /// <summary>A nonce of 24 random bytes.</summary>
    public static string NewNonce() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(24));

    /// <summary>The client's first message.</summary>
    public byte[] First() => Encoding.UTF8.GetBytes(Gs2Header + _firstBare);

    /// <summary>The client's second message, which proves that it knows the password.</summary>
    /// <param name="serverFirst">The server's first.</param>
    /// <exception cref="ScramException">The server's message is none, or weakens the proof.</exception>
    public byte[] Final(ReadOnlySpan<byte> serverFirst)
    {
        var attributes = ScramAttributes.Split(serverFirst);
        RefuseError(attributes);
        var combined = ScramAttributes.At(attributes, 0, 'r');
        if (!combined.StartsWith(nonce, StringComparison.Ordinal) || combined.Length == nonce.Length) throw new ScramException("The server's nonce does not go on from the client's.");
        var salt = ScramAttributes.Base64(ScramAttributes.At(attributes, 1, 's'));
        if (!int.TryParse(ScramAttributes.At(attributes, 2, 'i'), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) || iterations is < LeastIterations or > MostIterations)
            throw new ScramException($"The server asks for a number of iterations that is not between {LeastIterations} and {MostIterations}.");

        var known = keys(salt, iterations);
        var finalBare = $"{Binding},r={combined}";
        var exchange = Encoding.UTF8.GetBytes($"{_firstBare},{Encoding.UTF8.GetString(serverFirst)},{finalBare}");
        var proof = hash.Sign(hash.Digest(known.Client), exchange);
        for (var i = 0; i < proof.Length; i++) proof[i] ^= known.Client[i];
        _serverSignature = hash.Sign(known.Server, exchange);
        return Encoding.UTF8.GetBytes($"{finalBare},p={Convert.ToBase64String(proof)}");
    }

    /// <summary>Checks that the server knows the password too.</summary>
    /// <param name="serverFinal">The server's second message.</param>
    /// <exception cref="ScramException">It does not, or refuses.</exception>
    public void Verify(ReadOnlySpan<byte> serverFinal)
    {
        var expected = _serverSignature ?? throw new InvalidOperationException("The server has nothing to prove yet.");
        var attributes = ScramAttributes.Split(serverFinal);
        RefuseError(attributes);
        if (!CryptographicOperations.FixedTimeEquals(expected, ScramAttributes.Base64(ScramAttributes.At(attributes, 0, 'v'))))
            throw new ScramException("The server does not prove that it knows the password.");
    }

    private static void RefuseError(string[] attributes)
    {
        if (attributes[0].StartsWith("e=", StringComparison.Ordinal)) throw new ScramException("The server refuses the user or the password.");
    }
}
