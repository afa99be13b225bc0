using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Vectors.Tests.Embedded;

public sealed class EmbeddedVectorStoreRagBuilderExtensionsTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_verb_gives_each_pipeline_a_store_of_its_own_options()
    {
        var services = new ServiceCollection();
        new Builder("one", services).UseEmbeddedVectors(o => o.Directory = _directory["one"]);
        new Builder("two", services).UseEmbeddedVectors(o => o.Directory = _directory["two"]);
        using var provider = services.BuildServiceProvider();

        await provider.GetRag<IVectorStore>("one").EnsureCollectionAsync(new("kb", 3, "e", new Dictionary<string, FieldKind>()));

        Assert.NotNull(await provider.GetRag<IVectorStore>("one").GetCollectionAsync("kb"));
        Assert.Null(await provider.GetRag<IVectorStore>("two").GetCollectionAsync("kb"));
        Assert.True(Directory.Exists(_directory["one/kb"]));
    }

    [Theory]
    [InlineData("Directory")]
    [InlineData("K1")]
    [InlineData("B")]
    [InlineData("FusionK")]
    public void An_option_that_cannot_work_is_named(string option)
    {
        var services = new ServiceCollection();
        new Builder("one", services).UseEmbeddedVectors(o =>
        {
            if (option == "Directory") o.Directory = " ";
            if (option == "K1") o.K1 = 0;
            if (option == "B") o.B = double.NaN;
            if (option == "FusionK") o.FusionK = 0;
        });
        using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRag<IVectorStore>("one"));
        Assert.Contains(option, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_cannot_be_used_is_named_by_the_check()
    {
        await File.WriteAllTextAsync(_directory["file"], "no directory");
        var services = new ServiceCollection();
        new Builder("one", services).UseEmbeddedVectors(o => o.Directory = _directory["file"]);
        using var provider = services.BuildServiceProvider();

        var error = await Assert.ThrowsAsync<VectorStoreException>(() => provider.GetRag<IVectorStore>("one").CheckAsync());

        Assert.Contains(_directory["file"], error.Message, StringComparison.Ordinal);
    }

    private sealed class Builder(string name, IServiceCollection services) : IRagBuilder
    {
        public string Name => name;

        public IServiceCollection Services => services;

        public IRagBuilder Use<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class
        {
            services.AddKeyedSingleton(name, (sp, _) => factory(sp));
            return this;
        }

        public IRagBuilder Add<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class => Use(provider, factory);

        public IRagBuilder Decorate<TService>(string decorator, Func<TService, IServiceProvider, TService> wrap) where TService : class =>
            throw new NotSupportedException();
    }
}
