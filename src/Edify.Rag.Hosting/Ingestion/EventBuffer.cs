using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>Events between a run and whoever looks at it: adding never waits.</summary>
/// <remarks>Of progress the latest is kept, of notices about services the latest few; what concerns a document is kept until it is read.</remarks>
internal sealed class EventBuffer : IProgress<IngestionProgress>
{
    private const int MostNotices = 256;

    private readonly Lock _lock = new();
    private readonly Queue<IngestionEvent> _documents = new();
    private readonly Queue<IngestionEvent> _notices = new();
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private IngestionEvent.Progressed? _latest;

    public void Report(IngestionProgress value)
    {
        lock (_lock) _latest = new(value);
        _news.Writer.TryWrite(true);
    }

    public void Add(IngestionEvent happened)
    {
        lock (_lock)
        {
            if (happened is IngestionEvent.Failed or IngestionEvent.Quarantined)
            {
                _documents.Enqueue(happened);
            }
            else
            {
                if (_notices.Count == MostNotices) _notices.Dequeue();
                _notices.Enqueue(happened);
            }
        }

        _news.Writer.TryWrite(true);
    }

    /// <summary>Nothing more will be added.</summary>
    public void Complete() => _news.Writer.TryComplete();

    public async IAsyncEnumerable<IngestionEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            _news.Reader.TryRead(out _);
            while (TryTake(out var happened)) yield return happened;
        }
        while (await _news.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false));

        while (TryTake(out var last)) yield return last;
    }

    private bool TryTake(out IngestionEvent happened)
    {
        lock (_lock)
        {
            if (_notices.TryDequeue(out happened!) || _documents.TryDequeue(out happened!)) return true;
            happened = _latest!;
            _latest = null;
            return happened is not null;
        }
    }
}
