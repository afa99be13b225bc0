using System.Security.Cryptography;
using System.Text;
using Edify.Rag.Hosting.Ingestion.Access;
using Edify.Rag.Hosting.Ingestion.Planning;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What a document was processed with; when a part of it changes, exactly the documents it concerns are processed again.</summary>
/// <remarks>
/// Written as "reader|chunker|embedder|metadata" to the ledger. A document that failed has its limits behind it, since another
/// limit may let it pass, and "*" and a hash of all readers in front where none was found yet. Last of all stands what the document's
/// own access was taken from, where it has any (<see cref="AccessMark"/>).
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

    /// <param name="reader">The document's reader.</param>
    /// <param name="access">What its own access was taken from; empty where it has none.</param>
    public string For(IDocumentReader reader, string access = "") => access.Length == 0 ? _ofReader[reader] : _ofReader[reader] + access;

    /// <summary>Whether a document that was processed so would be processed the same way now, its own access left aside.</summary>
    public bool IsCurrent(string recorded) => _current.Contains(AccessMark.Split(recorded).Fingerprint);

    /// <summary>What a failed try is recorded with.</summary>
    /// <param name="processedWith">What <see cref="For"/> gave; empty when no reader was found.</param>
    /// <param name="access">What the access of its records was taken from; empty where it has none.</param>
    public string OfTrial(string processedWith, string access = "") =>
        (processedWith.Length > 0 ? $"{AccessMark.Split(processedWith).Fingerprint}|{_limits}" : UnknownReader) + access;

    /// <summary>Whether a document that failed so would be tried the same way now.</summary>
    public bool IsCurrentTrial(string recorded) => _currentTrials.Contains(AccessMark.Split(recorded).Fingerprint);

    /// <summary>What makes it differ from how a document would be processed now.</summary>
    public (PlanReason Reason, string Detail) Explain(string recorded) => _comparison.Explain(AccessMark.Split(recorded).Fingerprint);

    /// <summary>What a document would be recorded with if only its fields were derived again; <see langword="null"/> where more changed.</summary>
    /// <param name="recorded">What is recorded.</param>
    /// <param name="access">What the document's own access is taken from now; empty where it has none.</param>
    public string? WithFieldsOnly(string recorded, string access = "") =>
        _comparison.WithCurrentMetadata(AccessMark.Split(recorded).Fingerprint) is { } updated && IsCurrent(updated) ? updated + access : null;

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));
}
