using Microsoft.Extensions.AI;

namespace Edify.Rag;

/// <summary>Wraps each language model of a pipeline on its own, below the gateway, so that one model may get what another does not.</summary>
/// <remarks>Registered under the pipeline's name as key; the last one registered is the outermost.</remarks>
public interface IChatModelDecorator
{
    /// <summary>Wraps a model, or gives it back as it is. Called once for each.</summary>
    /// <param name="model">The name under which it was added.</param>
    /// <param name="client">The model.</param>
    IChatClient Decorate(string model, IChatClient client);
}
