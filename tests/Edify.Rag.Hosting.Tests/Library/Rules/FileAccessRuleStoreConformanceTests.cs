using Edify.Rag.Conformance;
using Edify.Rag.Hosting.Library.Rules;

namespace Edify.Rag.Hosting.Tests.Library.Rules;

public sealed class FileAccessRuleStoreConformanceTests : AccessRuleStoreSuite
{
    private readonly TemporaryDirectory _directory = new();

    protected override ValueTask<IAccessRuleStore> OpenStoreAsync() => new(new FileAccessRuleStore(_directory.Path));

    protected override ValueTask DeleteDataAsync()
    {
        _directory.Dispose();
        return ValueTask.CompletedTask;
    }
}
