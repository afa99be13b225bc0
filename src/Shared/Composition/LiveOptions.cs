using Microsoft.Extensions.Options;

namespace Edify.Rag.Shared.Composition;

/// <summary>Options as they are now. A change that is not valid is told, once, and not applied: what was valid before goes on.</summary>
internal sealed class LiveOptions<TOptions>(Func<TOptions> read, Action<string> tell) where TOptions : class
{
    private volatile TOptions? _valid;
    private volatile string? _told;

    /// <exception cref="OptionsValidationException">They were never valid.</exception>
    public TOptions Current
    {
        get
        {
            try
            {
                return _valid = read();
            }
            catch (OptionsValidationException e) when (_valid is not null)
            {
                if (_told != e.Message) tell(_told = e.Message);
                return _valid!;
            }
        }
    }
}
