namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>How the double is set up.</summary>
internal sealed record DoubleOptions
{
    /// <summary>How many members the replica set has; 0 for a server alone.</summary>
    public int Members { get; init; }

    public string SetName { get; init; } = "rs0";

    /// <summary>The one user, who is asked to log in; nobody is without it.</summary>
    public string? User { get; init; }

    public string Password { get; init; } = string.Empty;

    /// <summary>The mechanisms that the user may take.</summary>
    public IReadOnlyList<string> Mechanisms { get; init; } = ["SCRAM-SHA-256", "SCRAM-SHA-1"];

    /// <summary>Whether the first step of a login is taken with the greeting.</summary>
    public bool IsSpeculative { get; init; } = true;

    /// <summary>Iterations that the user's keys were made with.</summary>
    public int Iterations { get; init; } = 4096;

    /// <summary>Proves itself with a signature that is wrong.</summary>
    public bool IsImpostor { get; init; }

    /// <summary>Encrypts connections with it.</summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? Certificate { get; init; }

    /// <summary>The wire version of MongoDB 8.3, which compares vectors itself.</summary>
    public const int ComparesVectors = 28;

    /// <summary>That of MongoDB 7.0, unless a test wants another.</summary>
    public int WireVersion { get; init; } = 21;

    /// <summary>The most writes that it takes in one command.</summary>
    public int MaxBatch { get; init; } = 100_000;

    /// <summary>The most bytes that it takes in one message.</summary>
    public int MaxMessage { get; init; } = 48_000_000;

    /// <summary>Whether there is a search engine beside the server, as in Atlas.</summary>
    public bool HasSearch { get; init; }
}
