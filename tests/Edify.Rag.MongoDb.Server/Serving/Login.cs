using System.Security.Cryptography;
using System.Text;
using Edify.Rag.MongoDb.Server.Data;
using Edify.Rag.MongoDb.Server.Values;

namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>SCRAM from the server's side, written down a second time from RFC 5802: what the client's code gets wrong must not be wrong here in the same way.</summary>
internal sealed class Login(DoubleOptions options)
{
    private HashAlgorithmName _hash;
    private byte[] _salted = [];
    private string _exchange = string.Empty;
    private string _nonce = string.Empty;
    private bool _isProved;
    private bool _skipsEmpty;

    public bool IsDone { get; private set; }

    public MongoDocument Start(MongoDocument command)
    {
        var mechanism = (string)command["mechanism"]!;
        if (!options.Mechanisms.Contains(mechanism)) throw new MongoFault(334, "MechanismUnavailable", "mechanism is not there");
        _hash = mechanism == "SCRAM-SHA-1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256;
        _skipsEmpty = command["options"] is MongoDocument given && given["skipEmptyExchange"] is true;
        var first = Payload(command);
        if (!first.StartsWith("n,,n=", StringComparison.Ordinal)) throw Refused();
        var bare = first[3..];
        var attributes = bare.Split(',');
        var user = attributes[0][2..].Replace("=2C", ",", StringComparison.Ordinal).Replace("=3D", "=", StringComparison.Ordinal);
        if (user != options.User) throw Refused();
        _nonce = attributes[1][2..] + Convert.ToBase64String(RandomNumberGenerator.GetBytes(18));
        var salt = RandomNumberGenerator.GetBytes(_hash == HashAlgorithmName.SHA1 ? 16 : 28);
        _salted = Rfc2898DeriveBytes.Pbkdf2(Password(user), salt, options.Iterations, _hash, _hash == HashAlgorithmName.SHA1 ? 20 : 32);
        var reply = $"r={_nonce},s={Convert.ToBase64String(salt)},i={options.Iterations}";
        _exchange = $"{bare},{reply}";
        return Answer(reply, isDone: false);
    }

    public MongoDocument Continue(MongoDocument command)
    {
        var final = Payload(command);
        if (_isProved) return Answer(string.Empty, IsDone = true);
        var bare = final[..final.LastIndexOf(",p=", StringComparison.Ordinal)];
        if (bare != $"c=biws,r={_nonce}") throw Refused();
        var exchange = Encoding.UTF8.GetBytes($"{_exchange},{bare}");
        var storedKey = CryptographicOperations.HashData(_hash, Sign(_salted, "Client Key"));
        var mask = CryptographicOperations.HmacData(_hash, storedKey, exchange);
        var clientKey = Convert.FromBase64String(final[(bare.Length + 3)..]).Zip(mask, (p, m) => (byte)(p ^ m)).ToArray();
        if (!CryptographicOperations.HashData(_hash, clientKey).SequenceEqual(storedKey)) throw Refused();
        var signature = CryptographicOperations.HmacData(_hash, Sign(_salted, "Server Key"), exchange);
        if (options.IsImpostor) signature[0] ^= 1;
        _isProved = true;
        return Answer($"v={Convert.ToBase64String(signature)}", IsDone = _skipsEmpty);
    }

    // Passwords of tests are prepared already.
    private byte[] Password(string user) => _hash == HashAlgorithmName.SHA1 ? Legacy(user) : Encoding.UTF8.GetBytes(options.Password);

#pragma warning disable CA5351
    private byte[] Legacy(string user) => Encoding.UTF8.GetBytes(Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(user + ":mongo:" + options.Password))));
#pragma warning restore CA5351

    private byte[] Sign(byte[] key, string text) => CryptographicOperations.HmacData(_hash, key, Encoding.ASCII.GetBytes(text));

    private static MongoDocument Answer(string payload, bool isDone) =>
        new(("conversationId", 1), ("done", isDone), ("payload", MongoBytes.Generic(Encoding.UTF8.GetBytes(payload))));

    private static string Payload(MongoDocument command) => Encoding.UTF8.GetString(((MongoBytes)command["payload"]!).Payload);

    private static MongoFault Refused() => new(18, "AuthenticationFailed", "Authentication failed.");
}
