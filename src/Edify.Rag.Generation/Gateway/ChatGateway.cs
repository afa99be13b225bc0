using System.Runtime.CompilerServices;
using Edify.Rag.Generation.Gateway.Telemetry;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.Generation.Gateway;

/// <summary>Several language models as one: the first that begins to answer does so to the end.</summary>
internal sealed class ChatGateway(
    IReadOnlyList<GatewayModel> models, Func<ChatGatewayOptions> options, TimeProvider time, ILogger logger) : IChatClient, IModelGateway
{
    public IReadOnlyList<ModelStatus> Models => [.. models.Select(model => model.Status)];

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var call = Begin(messages, options);
        return await FirstAsync(call, (model, token) => model.AnswerAsync(call, token), cancellationToken).ConfigureAwait(false);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var call = Begin(messages, options);
        var answer = await FirstAsync(call, (model, token) => model.OpenAsync(call, cancellationToken, token), cancellationToken).ConfigureAwait(false);
        await using var _ = answer.ConfigureAwait(false);
        while (await answer.NextAsync(cancellationToken).ConfigureAwait(false) is { } update) yield return update;
        yield return answer.Close();
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null) return null;

        // The first model stands for all where one name is asked for.
        if (serviceType == typeof(ChatClientMetadata)) return new ChatClientMetadata(models[0].Provider, models[0].Server, models[0].DefaultModelId);
        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        foreach (var model in models) model.Dispose();
    }

    private GatewayCall Begin(IEnumerable<ChatMessage> messages, ChatOptions? chatOptions)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new(messages, chatOptions, options());
    }

    private async Task<TAnswer> FirstAsync<TAnswer>(
        GatewayCall call, Func<GatewayModel, CancellationToken, ValueTask<TAnswer>> ask, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(call.Settings.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        Exception? last = null;
        foreach (var model in ModelRouter.Choose(models, call))
        {
            try
            {
                return await ask(model, stop.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (stop.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                throw call.Outage(FormattableString.Invariant($" within {call.Settings.Timeout.TotalSeconds:0.###} s."), e);
            }
            catch (Exception e) when (ModelFaults.Classify(e).Kind is FaultKind.Final)
            {
                throw ModelFaults.ToFinal(e, model.Name);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                last = e;
                PassOver(call, model, e);
            }
        }

        throw call.Outage(last: last);
    }

    private void PassOver(GatewayCall call, GatewayModel model, Exception error)
    {
        call.PassOver(model.Name, error);
        logger.ModelPassedOver(model.Name, ModelFaults.Classify(error).Why);
        ModelInstruments.PassedOver.Add(1, new KeyValuePair<string, object?>(ModelInstruments.Model, model.Name));
    }
}
