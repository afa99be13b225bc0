using System.Collections.ObjectModel;
using Edify.Rag.Hosting.Ingestion.Access;
using Edify.Rag.Hosting.Ingestion.Workers;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>One document on its way through a run.</summary>
/// <remarks>The listing is thousands of documents ahead of the reading, so one that waits holds nothing that only reading needs.</remarks>
internal sealed class DocumentJob(LedgerKey key, BlobItem blob, LedgerEntry? previous, int tries = 0)
{
    private static readonly DocumentInfo Nothing = new();

    private readonly JobProgress _progress = new();
    private HashSet<string>? _begun;
    private List<string>? _warnings;
    private JobFailure? _failure;
    private string? _documentText;

    public LedgerKey Key { get; } = key;

    /// <summary>The version that is read; another one when it changes while it is.</summary>
    public BlobItem Blob { get; set; } = blob;

    /// <summary>What the ledger knew of it before the run.</summary>
    public LedgerEntry? Previous { get; } = previous;

    /// <summary>How often this version failed before this run.</summary>
    public int Tries { get; } = tries;

    public Guid DocumentId { get; } = key.DocumentId;

    /// <summary><see cref="DocumentId"/> as records have it, one text for all of them.</summary>
    public string DocumentText => _documentText ??= DocumentId.ToString();

    /// <summary>Reader, chunker, embedder and metadata rules; empty until a reader was found.</summary>
    public string Fingerprint { get; set; } = string.Empty;

    /// <summary>Marks the records of this version of the document.</summary>
    public string Version { get; set; } = string.Empty;

    /// <summary>Versions of which chunks were handed on in this run: more than one when the blob changed meanwhile.</summary>
    public HashSet<string> Begun => _begun ??= new(StringComparer.Ordinal);

    /// <summary>Fields that the blob's name and metadata give.</summary>
    public IReadOnlyDictionary<string, FieldValue> Metadata { get; set; } = ReadOnlyDictionary<string, FieldValue>.Empty;

    /// <summary>Who sees the document, as its sidecar and its blob's metadata say.</summary>
    public ReadAccess Access { get; set; } = ReadAccess.ByRules;

    /// <summary>What the file says of itself; told before its first chunk.</summary>
    public DocumentInfo Info { get; set; } = Nothing;

    /// <summary>Versions of the records that the store holds of the document, by record.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<string>> Stored { get; set; } = ReadOnlyDictionary<Guid, IReadOnlyList<string>>.Empty;

    /// <summary>Bytes it took out of the budget.</summary>
    public long Reserved { get; set; }

    public int Chunks { get; set; }

    /// <summary>Whether it goes into quarantine without being read.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>The lease it is processed under; <see langword="null"/> where no other process shares the work.</summary>
    public HeldJob? Hold { get; init; }

    /// <summary>Whether another process may be at it by now: nothing of it is written any more.</summary>
    public bool IsLost => Hold is { IsLost: true };

    /// <summary>Why it failed; <see langword="null"/> while it has not.</summary>
    public JobFailure? Failure => Volatile.Read(ref _failure);

    public List<string> Warnings => _warnings ??= [];

    /// <summary>Where its chunks are.</summary>
    public JobProgress Progress => _progress;

    /// <summary>Whether its chunks are still wanted.</summary>
    public bool IsWanted => Failure is null && !_progress.IsAbandoned && !IsLost;

    /// <summary>Ends it without success; the first reason stays.</summary>
    /// <param name="reason">What is wrong and what to do.</param>
    /// <param name="countsAsTry">Whether it is the document's doing, and not that of a service.</param>
    public void Fail(string reason, bool countsAsTry) => Interlocked.CompareExchange(ref _failure, new(reason, countsAsTry), null);

    /// <summary>Forgets what a broken try brought; its chunks must have come to their end.</summary>
    public void Restart()
    {
        Chunks = 0;
        Info = Nothing;
        Warnings.Clear();
        _progress.Resume();
    }

    /// <summary>Versions that are whole in the store without this run: what stays when it fails.</summary>
    public IReadOnlyList<string> Kept()
    {
        if (StoredVersion.Of(Previous) is { Length: > 0 } known) return [known];

        // Where the ledger was lost only this is known: it was there before this run brought others.
        return Previous is { Chunks: > 0 } ? [.. Stored.Values.SelectMany(v => v).Distinct().Where(v => v != Version && !Begun.Contains(v))] : [];
    }
}

/// <summary>Why a document failed.</summary>
/// <param name="Reason">What is wrong and what to do.</param>
/// <param name="CountsAsTry">Whether it is the document's doing, and not that of a service.</param>
internal sealed record JobFailure(string Reason, bool CountsAsTry);
