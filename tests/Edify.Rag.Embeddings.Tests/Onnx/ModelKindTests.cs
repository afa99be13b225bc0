using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Edify.Rag.Embeddings.Tests.Onnx;

public sealed class ModelKindTests
{
    private const string Mean = "pooling_mode_mean_tokens";

    public static TheoryData<string> Surfaces => ["no types", "32-bit inputs", "other names", "half precision", "open dimension", "fixed rows", "fixed columns", "no modules"];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task A_model_is_taken_whatever_its_inputs_and_outputs_are_like(string surface)
    {
        using var usual = new OnnxTestModel(BertShape.Tiny with { HasTypes = surface != "no types" }, Mean);
        var shape = surface switch
        {
            "no types" => BertShape.Tiny with { HasTypes = false },
            "32-bit inputs" => BertShape.Tiny with { InputType = OnnxGraph.Int32 },
            "other names" => BertShape.Tiny with { InputNames = ("tokens:0", "input_mask:0", "segment_ids:0"), OutputName = "output_0" },
            "half precision" => BertShape.Tiny with { GivesHalves = true },
            "open dimension" => BertShape.Tiny with { HidesDimension = true },
            "fixed rows" => BertShape.Tiny with { FixedRows = 3 },
            "fixed columns" => BertShape.Tiny with { FixedColumns = 48 },
            _ => BertShape.Tiny,
        };
        using var model = surface == "no modules" ? new OnnxTestModel(shape) : new OnnxTestModel(shape, Mean);
        using var expected = usual.Open();
        using var given = model.Open(o => o.Normalize = true);
        var texts = OnnxTestModel.Texts(20, mostWords: 30);

        var difference = (await OnnxTestModel.VectorsAsync(expected, texts)).Zip(await OnnxTestModel.VectorsAsync(given, texts), (a, b) => OnnxTestModel.Distance(a, b)).Max();

        Assert.InRange(difference, 0, surface == "half precision" ? 2e-3 : 1e-6);
        Assert.Equal(16, given.Dimension);
    }

    [Fact]
    public async Task Several_poolings_stand_one_behind_the_other()
    {
        using var both = new OnnxTestModel(BertShape.Tiny, "pooling_mode_cls_token", Mean);
        using var embedder = both.Open(o => o.Normalize = false);
        using var cls = both.Open(o => (o.Pooling, o.Normalize) = (OnnxPooling.Cls, false));
        using var mean = both.Open(o => (o.Pooling, o.Normalize) = (OnnxPooling.Mean, false));

        var vector = (await OnnxTestModel.VectorsAsync(embedder, ["bada difo"]))[0];

        Assert.Equal(32, embedder.Dimension);
        Assert.InRange(OnnxTestModel.Distance(vector[..16], (await OnnxTestModel.VectorsAsync(cls, ["bada difo"]))[0]), 0, 1e-6);
        Assert.InRange(OnnxTestModel.Distance(vector[16..], (await OnnxTestModel.VectorsAsync(mean, ["bada difo"]))[0]), 0, 1e-6);
    }

    [Theory]
    [InlineData("F32", 1e-6)]
    [InlineData("F16", 1e-3)]
    [InlineData("BF16", 1e-2)]
    [InlineData("F64", 1e-6)]
    public async Task A_dense_layer_gives_vectors_their_dimension(string type, double tolerance)
    {
        using var model = new OnnxTestModel(BertShape.Tiny, Mean);
        using (var before = model.Open(o => o.Normalize = false))
        {
            var pooled = (await OnnxTestModel.VectorsAsync(before, ["bada difo"]))[0];
            var (weights, bias) = (Numbers(6 * 16, 3), Numbers(6, 4));
            AddDense(model, 16, 6, type, weights, bias, "torch.nn.modules.activation.Tanh");
            using var embedder = model.Open(o => o.Normalize = false);

            var vector = (await OnnxTestModel.VectorsAsync(embedder, ["bada difo"]))[0];

            var expected = Enumerable.Range(0, 6).Select(o => (float)Math.Tanh(bias[o] + Enumerable.Range(0, 16).Sum(i => (double)weights[(o * 16) + i] * pooled[i]))).ToArray();
            Assert.Equal(6, embedder.Dimension);
            Assert.InRange(OnnxTestModel.Distance(expected, vector), 0, tolerance);
        }
    }

    [Fact]
    public void Pickled_weights_of_a_dense_layer_are_refused()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, Mean);
        AddDense(model, 16, 6, "F32", Numbers(96, 1), Numbers(6, 2), "torch.nn.modules.linear.Identity");
        File.Move(model["2_Dense", "model.safetensors"], model["2_Dense", "pytorch_model.bin"]);

        Assert.Contains("pickle", model.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_or_foreign_weights_of_a_dense_layer_are_refused()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, Mean);
        AddDense(model, 16, 6, "F32", Numbers(96, 1), Numbers(6, 2), "torch.nn.modules.linear.Identity");
        var weights = File.ReadAllBytes(model["2_Dense", "model.safetensors"]);

        foreach (var length in new[] { 0, 4, 8, 40, weights.Length - 4 })
        {
            File.WriteAllBytes(model["2_Dense", "model.safetensors"], weights[..length]);
            Assert.Contains("damaged", model.Refusal(), StringComparison.Ordinal);
        }

        AddDense(model, 12, 6, "F32", Numbers(72, 1), Numbers(6, 2), "torch.nn.modules.linear.Identity");
        Assert.Contains("takes vectors of 12 dimensions", model.Refusal(), StringComparison.Ordinal);
        AddDense(model, 16, 6, "F32", Numbers(96, 1), Numbers(6, 2), "torch.nn.modules.activation.Mystery");
        Assert.Contains("Mystery", model.Refusal(), StringComparison.Ordinal);
        AddDense(model, 16, 6, "I8", Numbers(96, 1), Numbers(6, 2), "torch.nn.modules.linear.Identity");
        Assert.Contains("I8", model.Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tiny-e5-base", "", "")]
    [InlineData("e5-small-v2", "query: ", "passage: ")]
    [InlineData("intfloat/multilingual-e5-large", "query: ", "passage: ")]
    [InlineData("multilingual-e5-large-instruct", "", "")]
    [InlineData("BAAI/bge-base-en-v1.5", "Represent this sentence for searching relevant passages: ", "")]
    public void Prefixes_are_known_by_the_name_a_model_was_published_under(string name, string query, string passage)
    {
        using var model = new OnnxTestModel(BertShape.Tiny, Mean);
        var config = JsonNode.Parse(File.ReadAllText(model["config.json"]))!;
        config["_name_or_path"] = name;
        File.WriteAllText(model["config.json"], config.ToJsonString());

        using var embedder = model.Open();

        Assert.Equal((query, passage), embedder.Prefixes);
    }

    [Fact]
    public void Prefixes_are_those_that_the_folder_tells()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, Mean);
        File.WriteAllText(model["config_sentence_transformers.json"], """{ "prompts": { "query": "find: ", "document": "text: " } }""");

        using var embedder = model.Open();

        Assert.Equal(("find: ", "text: "), embedder.Prefixes);
    }

    [Fact]
    public async Task A_quantized_file_is_taken_when_it_is_asked_for_or_there_is_no_other()
    {
        using var model = new OnnxTestModel(BertShape.Tiny, Mean);
        File.WriteAllBytes(model["onnx", "model_quantized.onnx"], BertWriter.Write(BertShape.Tiny with { Seed = 5 }));
        using (var full = model.Open()) Assert.Equal("model.onnx", Path.GetFileName(full.Encoder.File));
        using (var named = model.Open(o => o.ModelFile = "onnx/model_quantized.onnx")) Assert.Equal("model_quantized.onnx", Path.GetFileName(named.Encoder.File));
        using (var quantized = model.Open(o => o.Precision = OnnxPrecision.Quantized))
        {
            Assert.Equal("model_quantized.onnx", Path.GetFileName(quantized.Encoder.File));
            Assert.Single(await quantized.GenerateAsync(["bada"]));
        }

        File.Delete(model.File);
        using (var only = model.Open()) Assert.Equal("model_quantized.onnx", Path.GetFileName(only.Encoder.File));
    }

    private static void AddDense(OnnxTestModel model, int inputs, int outputs, string type, float[] weights, float[] bias, string activation)
    {
        Directory.CreateDirectory(model["2_Dense"]);
        var modules = JsonNode.Parse(File.ReadAllText(model["modules.json"]))!.AsArray();
        if (modules.Count == 3) modules.Insert(2, new JsonObject { ["idx"] = 2, ["name"] = "2", ["path"] = "2_Dense", ["type"] = "sentence_transformers.models.Dense" });
        File.WriteAllText(model["modules.json"], modules.ToJsonString());
        File.WriteAllText(model["2_Dense", "config.json"], string.Create(
            CultureInfo.InvariantCulture, $$"""{ "in_features": {{inputs}}, "out_features": {{outputs}}, "bias": true, "activation_function": "{{activation}}" }"""));
        var (w, b) = (Bytes(weights, type), Bytes(bias, type));
        var header = Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"linear.weight":{"dtype":"{{{type}}}","shape":[{{{outputs}}},{{{inputs}}}],"data_offsets":[0,{{{w.Length}}}]},"linear.bias":{"dtype":"{{{type}}}","shape":[{{{outputs}}}],"data_offsets":[{{{w.Length}}},{{{w.Length + b.Length}}}]}}"""));
        File.WriteAllBytes(model["2_Dense", "model.safetensors"], [.. BitConverter.GetBytes((long)header.Length), .. header, .. w, .. b]);
    }

    private static byte[] Bytes(float[] values, string type) => type switch
    {
        "F16" => MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, x => (Half)x)).ToArray(),
        "BF16" => MemoryMarshal.AsBytes<ushort>(Array.ConvertAll(values, x => (ushort)(BitConverter.SingleToUInt32Bits(x) >> 16))).ToArray(),
        "F64" => MemoryMarshal.AsBytes<double>(Array.ConvertAll(values, x => (double)x)).ToArray(),
        _ => MemoryMarshal.AsBytes<float>(values).ToArray(),
    };

    private static float[] Numbers(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
