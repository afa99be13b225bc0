using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>Sees every call of a run to its services, in order, and lets a test make any of them go wrong.</summary>
internal sealed class CallPlan
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private readonly Dictionary<string, int> _ofKind = [];

    /// <summary>Gets what is called, such as "store.upsert", and which call it is: of its kind, and of all, from 1. What it raises the call raises.</summary>
    public Action<string, int, int>? OnCall { get; set; }

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    public void Called(string what)
    {
        int ofKind, all;
        lock (_lock)
        {
            _calls.Add(what);
            (ofKind, all) = (_ofKind[what] = _ofKind.GetValueOrDefault(what) + 1, _calls.Count);
        }

        OnCall?.Invoke(what, ofKind, all);
    }

    /// <summary>Makes the first calls of a kind go wrong.</summary>
    public void Fail(string what, int times, Func<Exception> with) => OnCall = (called, ofKind, _) =>
    {
        if (called == what && ofKind <= times) throw with();
    };

    /// <summary>Puts the plan between a pipeline and its source, embedder, store and ledger.</summary>
    public void Watch(IRagBuilder rag) => rag
        .Decorate<IBlobSource>("planned", (inner, _) => new PlannedSource(inner, this))
        .Decorate<IEmbeddingGenerator<string, Embedding<float>>>("planned", (inner, _) => new PlannedEmbedder(inner, this))
        .Decorate<IVectorStore>("planned", (inner, _) => new PlannedStore(inner, this))
        .Decorate<IIngestionLedger>("planned", (inner, _) => new PlannedLedger(inner, this));
}
