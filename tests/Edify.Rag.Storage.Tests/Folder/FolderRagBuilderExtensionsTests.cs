using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Storage.Tests.Folder;

public sealed class FolderRagBuilderExtensionsTests
{
    [Fact]
    public void One_store_serves_both_contracts_at_the_absolute_path()
    {
        using var services = Build(configure: null);

        Assert.Same(services.GetRag<IBlobStore>(), services.GetRag<IBlobSource>());
        Assert.Equal($"folder:{Path.GetFullPath("content")}", services.GetRag<IBlobSource>().Location);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_is_one_clear_sentence(string path)
    {
        using var services = Build(options => options.Path = path);

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRag<IBlobStore>());

        Assert.Equal("FolderBlobStoreOptions.Path must be the path of a folder; it is blank or contains NUL.", error.Message);
    }

    [Fact]
    public void Pipelines_have_folders_of_their_own()
    {
        var one = new TestRagBuilder("one");
        one.UseFolder(options => options.Path = "first");
        var two = new TestRagBuilder("two");
        two.UseFolder(options => options.Path = "second");
        foreach (var service in two.Services) ((ICollection<ServiceDescriptor>)one.Services).Add(service);
        using var services = one.Services.BuildServiceProvider();

        Assert.EndsWith("first", services.GetRag<IBlobStore>("one").Location);
        Assert.EndsWith("second", services.GetRag<IBlobStore>("two").Location);
    }

    private static ServiceProvider Build(Action<FolderBlobStoreOptions>? configure)
    {
        var builder = new TestRagBuilder();
        builder.UseFolder(configure);
        return builder.Services.BuildServiceProvider();
    }
}
