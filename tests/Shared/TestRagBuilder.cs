using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Tests.Shared;

/// <summary>Registers what a verb asks for, under the pipeline's name, and nothing else.</summary>
internal sealed class TestRagBuilder(string name = RagServices.DefaultName) : IRagBuilder
{
    public string Name => name;

    public IServiceCollection Services { get; } = new ServiceCollection();

    public IRagBuilder Use<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class
    {
        Services.AddKeyedSingleton(Name, (services, _) => factory(services));
        return this;
    }

    public IRagBuilder Add<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class => Use(provider, factory);

    public IRagBuilder Decorate<TService>(string decorator, Func<TService, IServiceProvider, TService> wrap) where TService : class =>
        throw new NotSupportedException();
}
