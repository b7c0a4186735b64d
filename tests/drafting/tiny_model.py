"""A language model of two layers that has read a few lines: made in two seconds, not downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEXT = (
    "坚持把学习作为首要任务，组织召开理论学习会，统一部署、千方百计抓好落实。",
    "走访企业，帮助解决问题，化解矛盾纠纷，一体推进基层治理，进一步提高服务水平。",
    "对照职责要求，工作中还存在一些短板，需要逐一加以解决。",
    "计划举办业务培训，培训干部，建设基站5G网络123处，增长4.5%。",
)
SLOTTED = (
    "召开理论学习会〔1〕，走访企业〔2〕。",
    "坚持服务，理论学习会〔1〕，走访企业〔2〕，抓好落实。",
)
TEMPLATE = (
    "{% for m in messages %}<|{{ m['role'] }}|>{{ m['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def make_tiny_model(folder: Path, *, chat: bool = True) -> Path:
    """A folder with config.json, tokenizer.json and model.safetensors; byte-level, like GPT-2."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    # Two threads wait for each other longer than they work on so small a model.
    torch.set_num_threads(1)
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=700,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([*TEXT * 3, "〔1〕〔2〕〔3〕，。"], trainer)
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|end|>")
    if chat:
        fast.chat_template = TEMPLATE
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=len(fast) + 5,
        hidden_size=48,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=4096,
        eos_token_id=fast.eos_token_id,
        bos_token_id=None,
    )
    model = LlamaForCausalLM(config)
    _teach(model, [fast(text + "<|end|>")["input_ids"] for text in (*TEXT, *SLOTTED)])
    model.save_pretrained(folder)
    fast.save_pretrained(folder)
    return folder


def _teach(model: Any, lines: list[list[int]]) -> None:
    import torch

    optimiser = torch.optim.AdamW(model.parameters(), lr=0.01)
    for _ in range(12):
        for line in lines:
            ids = torch.tensor([line])
            model(input_ids=ids, labels=ids).loss.backward()
            optimiser.step()
            optimiser.zero_grad()
