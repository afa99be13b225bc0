using Edify.Rag.Hosting.Composition;
using Edify.Rag.Hosting.Library.Rules;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Library;

/// <summary>Adds the library and the access rules to a pipeline.</summary>
internal static class LibraryAssembly
{
    public static void Add(RagBuilder builder)
    {
        var name = builder.Name;
        builder.Services.AddKeyedSingleton(name, (_, _) => new AccessGate());
        builder.Services.AddKeyedSingleton(name, (sp, _) => new RuledWriting(sp.GetRag<IAccessRuleStore>(name), sp.GetRequiredKeyedService<AccessGate>(name)));
        builder.Use<IAccessRules>("stored", sp => Rules(sp, name));
        builder.Use<IDocumentLibrary>("ledger and store", sp => Library(sp, name));
    }

    private static AccessRules Rules(IServiceProvider sp, string name)
    {
        var rules = sp.GetRag<IAccessRuleStore>(name);
        return new(rules, new(sp.GetRag<IVectorStore>(name), CollectionOf(sp, name), rules), sp.GetRequiredKeyedService<AccessGate>(name));
    }

    private static DocumentLibrary Library(IServiceProvider sp, string name)
    {
        var (source, store, ledger, rules) = (sp.GetRag<IBlobSource>(name), sp.GetRag<IVectorStore>(name), sp.GetRag<IIngestionLedger>(name), sp.GetRag<IAccessRuleStore>(name));
        var (collection, permissions) = (CollectionOf(sp, name), sp.GetRag<IPermissionCheck>(name));
        var (records, unread) = (new DocumentRecords(store, collection), new UnreadDocuments(rules));

        // A store that is not where the documents are read from is not where they are deleted.
        var blobs = sp.GetKeyedService<IBlobStore>(name) is { } writable && writable.Location == source.Location ? writable : null;
        return new(
            sp.GetRag<IAccessPolicy>(name),
            ledger,
            records,
            new(records, unread),
            unread,
            new(source),
            new(blobs, store, collection, ledger),
            new(source, sp.GetRag<IMetadataExtractor>(name), ledger, rules, permissions, sp.GetTime()),
            permissions);
    }

    private static string CollectionOf(IServiceProvider sp, string name) => sp.GetOptions<RagOptions>(name).Collection;
}
