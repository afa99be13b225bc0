namespace Edify.Rag.MongoDb.Settings;

/// <summary>Who the client is.</summary>
/// <param name="User">The user; empty where a certificate tells.</param>
/// <param name="Password">The password, a secret.</param>
/// <param name="Source">The database that knows the user.</param>
/// <param name="Mechanism">How it is proved; <see langword="null"/> when the server decides.</param>
internal sealed record MongoCredential(string User, string Password, string Source, string? Mechanism)
{
    public const string Sha1 = "SCRAM-SHA-1";
    public const string Sha256 = "SCRAM-SHA-256";
    public const string Certificate = "MONGODB-X509";

    public override string ToString() => $"credential of {Source}";
}
