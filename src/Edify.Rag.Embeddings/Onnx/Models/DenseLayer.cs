using System.Numerics.Tensors;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>A linear layer behind the pooling, which gives the vector its final dimension.</summary>
internal sealed class DenseLayer
{
    private readonly float[] _weights;
    private readonly float[]? _bias;
    private readonly Action<Span<float>> _activate;

    private DenseLayer(int inputs, int outputs, float[] weights, float[]? bias, Action<Span<float>> activate) =>
        (Inputs, Outputs, _weights, _bias, _activate) = (inputs, outputs, weights, bias, activate);

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Reads a <c>2_Dense</c> folder of sentence-transformers.</summary>
    /// <exception cref="RagConfigurationException">It is incomplete, damaged, pickled, or has an unknown activation.</exception>
    public static DenseLayer Read(string folder)
    {
        var configuration = Path.Combine(folder, "config.json");
        var json = ModelJson.TryRead(configuration) ?? throw new RagConfigurationException($"The model's '{configuration}' is missing, which describes its dense layer.");
        var (inputs, outputs) = (json.RequireInteger("in_features"), json.RequireInteger("out_features"));
        var activation = json.Text("activation_function") ?? "Tanh";
        var activate = Activation(activation.Split('.')[^1])
            ?? throw new RagConfigurationException($"'{configuration}' asks for the activation '{activation}'; known are Identity, Tanh, ReLU, GELU and Sigmoid.");

        var file = Path.Combine(folder, "model.safetensors");
        if (!File.Exists(file))
        {
            throw new RagConfigurationException(File.Exists(Path.Combine(folder, "pytorch_model.bin"))
                ? $"The weights of the dense layer in '{folder}' are a pickle (pytorch_model.bin), which could run any code and is not read; save the model with safe serialization to get a model.safetensors."
                : $"The weights of the dense layer are missing: there is no '{file}'.");
        }

        var weights = SafeTensors.Read(file, "linear.weight", outputs, inputs) ?? throw new RagConfigurationException($"'{file}' has no tensor linear.weight.");
        var bias = json.Flag("bias") == false ? null : SafeTensors.Read(file, "linear.bias", outputs) ?? throw new RagConfigurationException($"'{file}' has no tensor linear.bias.");
        return new(inputs, outputs, weights, bias, activate);
    }

    /// <summary>Applies the layer.</summary>
    public void Apply(ReadOnlySpan<float> input, Span<float> output)
    {
        for (var i = 0; i < Outputs; i++) output[i] = TensorPrimitives.Dot(input, _weights.AsSpan(i * Inputs, Inputs));
        if (_bias is not null) TensorPrimitives.Add(output, _bias, output);
        _activate(output);
    }

    private static Action<Span<float>>? Activation(string name) => name switch
    {
        "Identity" => _ => { },
        "Tanh" => x => TensorPrimitives.Tanh<float>(x, x),
        "Sigmoid" => x => TensorPrimitives.Sigmoid<float>(x, x),
        "ReLU" => x => TensorPrimitives.Max(x, 0f, x),
        "GELU" => Gelu,
        _ => null,
    };

    private static void Gelu(Span<float> values)
    {
        foreach (ref var x in values) x = (float)(0.5 * x * (1 + ErrorFunction.Of(x / Math.Sqrt(2))));
    }
}
