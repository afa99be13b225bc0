using Edify.Rag.Hosting.Tests.Support;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Caching;

/// <summary>A school with two documents, and what its model was asked.</summary>
internal static class CachedSchool
{
    public const string FeeDocument = "SOP/fees/late.txt";
    public const string Fee = "What is the late fee?";

    public static async Task<SmallSchool> OpenAsync(WatchedChatClient model, Action<IRagBuilder>? configure = null, IDistributedCache? distributed = null)
    {
        var school = new SmallSchool(rag =>
        {
            rag.UseChat(_ => model);
            if (distributed is not null)
            {
                rag.Services.AddSingleton(distributed);
                rag.ConfigureAnswerCache(o => o.Distributed = true);
            }

            configure?.Invoke(rag);
        });
        await school.PutAsync(FeeDocument, "A late fee of 50 rupees is charged for every week of delay.");
        await school.PutAsync("General/bell.txt", "The first bell rings at eight o'clock in the morning.");
        await school.IngestAsync();
        return school;
    }
}
