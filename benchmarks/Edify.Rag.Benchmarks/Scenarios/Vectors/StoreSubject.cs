using Edify.Rag.Benchmarks.Pipelines;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Scenarios.Vectors;

/// <summary>A vector store as a host gets it, decorators and all.</summary>
internal sealed class StoreSubject : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly string? _folder;

    private StoreSubject(string name, string? folder, Action<IRagBuilder> choose)
    {
        (Name, _folder) = (name, folder);
        _services = new ServiceCollection().AddLogging().AddEdifyRag(choose).BuildServiceProvider();
        Store = _services.GetRag<IVectorStore>();
    }

    /// <summary>What figures call it.</summary>
    public string Name { get; }

    public IVectorStore Store { get; }

    /// <summary>Tenant of all records but those that tests of access are made of.</summary>
    public static AccessScope Scope { get; } = AccessScope.ForSystem(RagHost.Tenant, "benchmark");

    /// <summary>A store in a folder of its own, which goes with it.</summary>
    public static StoreSubject Embedded()
    {
        var folder = Directory.CreateTempSubdirectory("edify-bench-").FullName;
        return new("embedded", folder, rag => rag.UseStateDirectory(folder));
    }

    public static StoreSubject Of(string name, Action<IRagBuilder> choose) => new(name, null, choose);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }
}
