using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Edify.Rag.Hosting.Usage.Metering;

/// <summary>Counts what calls of language models use, and has them save where their tenant's budget comes to an end.</summary>
/// <remarks>A model that does not tell its tokens is counted by the length of what it read and wrote; so is a call that was broken off.</remarks>
internal sealed class MeteredChatClient(IChatClient inner, UsageBook book, BudgetWatch budgets, string defaultTenant) : DelegatingChatClient(inner)
{
    public const string Saving = "The school's budget for language models is nearly or wholly used up: the model that costs least is asked first.";

    public const string Spent = "The school's budget for language models is used up.";

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var tenant = TenantOf(options);
        options = await SaveAsync(options, tenant, cancellationToken).ConfigureAwait(false);
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = new CallUsage(asked);
        var response = await base.GetResponseAsync(asked, options, cancellationToken).ConfigureAwait(false);
        call.Take(response);
        await book.CountOnAccountAsync(tenant, call.Used()).ConfigureAwait(false);
        return response;
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var tenant = TenantOf(options);

        // Of the first step: those that follow may be taken elsewhere.
        var account = UsageAccount.Current;
        options = await SaveAsync(options, tenant, cancellationToken).ConfigureAwait(false);
        var asked = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var call = new CallUsage(asked);
        try
        {
            await foreach (var update in base.GetStreamingResponseAsync(asked, options, cancellationToken).ConfigureAwait(false))
            {
                call.Take(update);
                yield return update;
            }
        }
        finally
        {
            using (account?.Enter()) await book.CountOnAccountAsync(tenant, call.Used()).ConfigureAwait(false);
        }
    }

    private string TenantOf(ChatOptions? options) => ModelCall.Find(options)?.Tenant is { Length: > 0 } tenant ? tenant : UsageAccount.Current?.Owner.Tenant ?? defaultTenant;

    private async ValueTask<ChatOptions?> SaveAsync(ChatOptions? options, string tenant, CancellationToken cancellationToken)
    {
        var state = await budgets.LookAsync(tenant, cancellationToken).ConfigureAwait(false);
        if (state == BudgetState.Open) return options;
        UsageInstruments.Thrifty.Add(1);
        if (state == BudgetState.Closed)
        {
            UsageAccount.Current?.Note(Spent);
            throw new BudgetSpentException(Spent);
        }

        UsageAccount.Current?.Note(Saving);
        var call = (ModelCall.Find(options) ?? new(tenant, string.Empty)) with { IsThrifty = true };
        if (options is null) return call.ToOptions();
        var copy = options.Clone();
        copy.AdditionalProperties ??= [];
        foreach (var (key, value) in call.ToOptions().AdditionalProperties!) copy.AdditionalProperties[key] = value;
        return copy;
    }
}

/// <summary>No language model may be asked until the day or month ends; whoever asks does without one.</summary>
internal sealed class BudgetSpentException(string message) : RagException(message);
