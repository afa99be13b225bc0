using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Hosting.Erasure;

/// <summary>Writes down what is to be erased, has every part erase it, and certifies it.</summary>
internal sealed class PipelineErasure(
    ErasedDocuments documents, PendingErasures pending, IReadOnlyList<IErasable> parts, SourceFiles files, IAuditLog audit, TimeProvider time, ILogger<PipelineErasure> logger) : IErasure, IDisposable
{
    // More would make the certificate unreadable; their number is there in any case.
    private const int MaxListed = 10_000;

    private readonly SemaphoreSlim _turn = new(1);

    public async Task<ErasureReport> EraseAsync(ErasureRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ResumeAllAsync(except: request, cancellationToken).ConfigureAwait(false);
            var found = await documents.FindAsync(request, cancellationToken).ConfigureAwait(false);

            // One that was interrupted knows documents that can't be found any more.
            var begun = pending.Read().FirstOrDefault(order => order.Request == request);
            var order = new ErasureOrder(begun?.Id ?? Guid.NewGuid(), request, [.. found.Union(begun?.Documents ?? [])]);
            await WriteAsync(order, AuditActions.Erase, [], cancellationToken).ConfigureAwait(false);
            pending.Write(order);
            return await FinishAsync(order, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task<IReadOnlyList<ErasureReport>> ResumeAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ResumeAllAsync(except: null, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<List<ErasureReport>> ResumeAllAsync(ErasureRequest? except, CancellationToken cancellationToken)
    {
        var done = new List<ErasureReport>();
        foreach (var order in pending.Read().Where(order => order.Request != except))
        {
            logger.ErasureResumed();
            done.Add(await FinishAsync(order, cancellationToken).ConfigureAwait(false));
        }

        return done;
    }

    private async Task<ErasureReport> FinishAsync(ErasureOrder order, CancellationToken cancellationToken)
    {
        var erased = new List<ErasedPart>();
        foreach (var part in parts) erased.Add(new(part.Name, await part.EraseAsync(order, cancellationToken).ConfigureAwait(false)));
        var left = await files.CountAsync(order.Documents, cancellationToken).ConfigureAwait(false);
        var counts = erased.Select(part => (part.Name, part.Count is { } count ? Number(count) : "all"));
        var certificate = await WriteAsync(order, AuditActions.Erased, counts, cancellationToken).ConfigureAwait(false);
        pending.Delete(order.Id);
        return new(order, erased, certificate) { FilesLeft = left };
    }

    private ValueTask<AuditRecord> WriteAsync(ErasureOrder order, string action, IEnumerable<(string Name, string Count)> parts, CancellationToken cancellationToken)
    {
        var details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["erasure"] = order.Id.ToString("n"),
            ["kind"] = order.Request.Kind switch { ErasureKind.User => "user", ErasureKind.Document => "document", _ => "tenant" },
            ["documents"] = Number(order.Documents.Count),
        };
        if (order.User is { } user) details["user"] = user;
        foreach (var (name, count) in parts) details["erased " + name] = count;
        return audit.AppendAsync(
            new(time.GetUtcNow(), order.Request.Tenant, AuditActor.Current, action)
            {
                Documents = [.. order.Documents.Take(MaxListed).Select(key => key.DocumentId)],
                Details = details,

                // A document's name may say something about a person: its keyed hash proves which one it was.
                Text = order.Request.Kind == ErasureKind.Document ? order.Request.Target : null,
            },
            cancellationToken);
    }

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
