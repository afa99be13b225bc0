using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Storage.Tests;

internal sealed class TestBuilder : IRagBuilder
{
    public string Name { get; init; } = RagServices.DefaultName;

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
