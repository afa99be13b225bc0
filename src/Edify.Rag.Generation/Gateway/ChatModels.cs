using Edify.Rag.Shared.Composition;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Generation.Gateway;

/// <summary>The language models that a pipeline was given, in their order.</summary>
internal sealed class ChatModels(string pipeline)
{
    private readonly List<(string Name, Func<IServiceProvider, IChatClient> Factory)> _models = [];
    private bool _isGateway;

    public IReadOnlyList<string> Names => [.. _models.Select(model => model.Name)];

    /// <summary>What the description calls them.</summary>
    public string Description => string.Join(", then ", Names);

    /// <summary>The models of a pipeline that is assembled.</summary>
    public static ChatModels Of(IRagBuilder builder)
    {
        var known = builder.Services.FirstOrDefault(s => s.ServiceType == typeof(ChatModels) && Equals(s.ServiceKey, builder.Name));
        if (known?.KeyedImplementationInstance is ChatModels models) return models;
        models = new(builder.Name);
        builder.Services.AddKeyedSingleton(builder.Name, models);
        return models;
    }

    /// <summary>Has calls go through a gateway even where there is one model.</summary>
    public void RequireGateway() => _isGateway = true;

    /// <summary>Adds a model behind the others, or puts it in the place of the one of its name.</summary>
    public void Set(string name, Func<IServiceProvider, IChatClient> factory)
    {
        var index = _models.FindIndex(model => string.Equals(model.Name, name, StringComparison.OrdinalIgnoreCase));
        if (index < 0) _models.Add((name, factory));
        else _models[index] = (name, factory);
    }

    /// <summary>The one client as it is, or a gateway over all.</summary>
    public IChatClient Create(IServiceProvider services)
    {
        if (_models.Count == 1 && !_isGateway) return _models[0].Factory(services);
        var (time, logger) = (services.GetTime(), services.GetLogger<ChatGateway>());
        List<GatewayModel> models =
        [
            .. _models.Select(model => new GatewayModel(
                model.Name, model.Factory(services), services.Live<ChatModelOptions>(RagServices.ModelOf(pipeline, model.Name)), time, logger)),
        ];
        return new ChatGateway(models, services.Live<ChatGatewayOptions>(pipeline), time, logger);
    }
}
