using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Hosting.Ingestion.Planning;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What a document was processed with; when a part of it changes, exactly the documents it concerns are processed again.</summary>
/// <remarks>
/// Written as "reader|chunker|embedder|metadata" to the ledger. A document that failed has its limits behind it, since another
/// limit may let it pass, and "*" and a hash of all readers in front where none was found yet.
/// </remarks>
internal sealed class ProcessingFingerprint
{
    private readonly Dictionary<IDocumentReader, string> _ofReader;
    private readonly HashSet<string> _current;
    private readonly HashSet<string> _currentTrials;
    private readonly FingerprintComparison _comparison;
    private readonly string _limits;

    public ProcessingFingerprint(IReadOnlyList<IDocumentReader> readers, string chunker, string embedder, string metadata, IngestionOptions limits)
    {
        // One text for all documents of a reader: the ledger keeps it with each of them.
        _ofReader = readers.Distinct().ToDictionary(r => r, r => $"{r.Fingerprint}|{chunker}|{embedder}|{metadata}");
        _current = [.. _ofReader.Values];
        _comparison = new([.. _ofReader.Keys.Select(r => r.Fingerprint)], chunker, embedder, metadata);
        _limits = Hash($"{limits.ToLimits()}{limits.Passwords.Count}");
        UnknownReader = $"*{Hash(string.Join('\n', _current.Order(StringComparer.Ordinal)))}|{_limits}";
        _currentTrials = [UnknownReader, .. _current.Select(f => $"{f}|{_limits}")];
    }

    /// <summary>What a try is recorded with whose reader is not known yet.</summary>
    public string UnknownReader { get; }

    public string For(IDocumentReader reader) => _ofReader[reader];

    /// <summary>Whether a document that was processed so would be processed the same way now.</summary>
    public bool IsCurrent(string recorded) => _current.Contains(recorded);

    /// <summary>What a failed try is recorded with.</summary>
    /// <param name="processedWith">What <see cref="For"/> gave; empty when no reader was found.</param>
    public string OfTrial(string processedWith) => processedWith.Length > 0 ? $"{processedWith}|{_limits}" : UnknownReader;

    /// <summary>Whether a document that failed so would be tried the same way now.</summary>
    public bool IsCurrentTrial(string recorded) => _currentTrials.Contains(recorded);

    /// <summary>What makes it differ from how a document would be processed now.</summary>
    public (PlanReason Reason, string Detail) Explain(string recorded) => _comparison.Explain(recorded);

    /// <summary>What a document would be recorded with if only its fields were derived again; <see langword="null"/> where more changed.</summary>
    public string? WithFieldsOnly(string recorded) =>
        _comparison.WithCurrentMetadata(recorded) is { } updated && IsCurrent(updated) ? updated : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
