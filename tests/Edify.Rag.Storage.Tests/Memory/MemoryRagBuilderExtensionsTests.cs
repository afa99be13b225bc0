using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Storage.Tests.Memory;

public sealed class MemoryRagBuilderExtensionsTests
{
    [Fact]
    public void One_store_serves_both_contracts_and_bears_the_name_of_its_pipeline()
    {
        var builder = new TestRagBuilder("sop");
        builder.UseInMemoryBlobs();
        using var services = builder.Services.BuildServiceProvider();

        Assert.Same(services.GetRag<IBlobStore>("sop"), services.GetRag<IBlobSource>("sop"));
        Assert.Equal("memory:sop", services.GetRag<IBlobSource>("sop").Location);
    }
}
