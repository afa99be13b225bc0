using System.Diagnostics;
using Edify.Rag;
using Edify.Rag.Hosting.AuditWriter;
using Microsoft.Extensions.AI;

// audit <state directory> <run>: appends until it is killed.
// erase <state directory> <folder> <user>: erases, and dies when half of it is done.
if (args[0] == "audit")
{
    await using var services = AuditScript.Open(args[1]);
    await AuditScript.AppendAsync(services.GetRag<IAuditLog>(), args[2]);
}
else
{
    await using var services = AuditScript.Open(args[1], args[2], rag => rag.Decorate<IEmbeddingGenerator<string, Embedding<float>>>("death", static (inner, _) => new Death(inner)));
    await services.GetRag<IErasure>().EraseAsync(ErasureRequest.OfUser(AuditScript.Tenant, args[3]));
}

/// <summary>Ends the process, as a machine that goes down does, when the embedder's cache is looked for: records and ledger are erased by then, conversations are not.</summary>
internal sealed class Death(IEmbeddingGenerator<string, Embedding<float>> inner) : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        if (serviceType != typeof(IEmbeddingCache)) return base.GetService(serviceType, serviceKey);
        Process.GetCurrentProcess().Kill();
        throw new UnreachableException();
    }
}
