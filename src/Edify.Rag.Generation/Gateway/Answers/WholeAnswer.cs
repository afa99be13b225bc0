using Microsoft.Extensions.AI;

namespace Edify.Rag.Generation.Gateway.Answers;

/// <summary>Gets an answer that comes whole, within its time limit even from a client that does not heed its token.</summary>
internal static class WholeAnswer
{
    /// <exception cref="ModelFaultException">The time limit was reached.</exception>
    public static async Task<ChatResponse> ReadAsync(
        IChatClient client, GatewayCall call, ChatModelOptions limits, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(limits.Timeout, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await client.GetResponseAsync(call.Messages, call.Options, stop.Token).WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ModelFaultException(FaultKind.Lasting, FormattableString.Invariant($"did not finish within {limits.Timeout.TotalSeconds:0.###} s"));
        }
    }
}
